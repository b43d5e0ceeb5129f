using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>A peripheral and where it lies in the core's physical address space.</summary>
public readonly record struct MappedPeripheral(AddressRange Range, IPeripheral Peripheral);
