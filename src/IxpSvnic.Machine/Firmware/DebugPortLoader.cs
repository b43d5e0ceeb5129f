using IxpSvnic.Board.Bridge21555;
using IxpSvnic.Chip;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Microcode.Objects;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Firmware;

/// <summary>
/// Sets up the device as a debugger would: memories, registers and control stores through <see cref="ChipDebugPort"/>, nothing else.
/// It stands in for the control plane and never touches a packet.
/// </summary>
internal sealed class DebugPortLoader(ChipDebugPort debug, FirmwareSet firmware, FirmwareOptions options)
{
    private const uint Cap = 0xc000_4000;
    private const uint Msf = 0xc800_0000;
    private const uint PciCsrs = 0xdf00_0000;
    private const uint HashMultiplierLow = 0x9e37_79b9;
    private const uint HashMultiplierHigh = 0x7f4a;
    private const uint RxTxControl = 0xf00c_0000;
    private const uint AllByteLanes = 0x0078_0000;
    private const int RbufElements = 128;
    private const int TimestampPeriods = 16;
    private const int RingStatusFull = 0;

    private readonly FirmwareLayout _layout = firmware.Layout;
    private uint _overflow;

    /// <summary>Sets up everything and starts the engines that have a program.</summary>
    public void Load(Ixp2400 chip, NonTransparentBridge bridge, IReadOnlyList<VifLayout> vifs, IReadOnlyList<int> ports, int portCount)
    {
        SetUpChip(portCount);
        SetUpRings();
        SetUpTables(vifs, ports, portCount, TimestampPeriods * chip.Engines[0].CycleTicks);
        SetUpBridge(bridge, vifs);
        foreach (Microengine engine in chip.Engines)
        {
            if (firmware[engine.Index] is { } image)
            {
                Start(engine, image);
            }
        }
    }

    private static void Start(Microengine engine, MicrocodeImage image)
    {
        MicroengineDebugPort port = engine.Debug;
        port.SetMode(image.UengineParameters);
        port.Load(image.Words);
        foreach (InitialCsr csr in image.InitialCsrs)
        {
            port.WriteCsr(csr.Csr, csr.Value);
        }

        int step = image.Contexts == 4 ? 2 : 1;
        foreach (InitialRegister register in image.InitialRegisters)
        {
            for (int context = 0; context < 8; context += step)
            {
                if (register.Context < 0 || register.Context == context)
                {
                    port.WriteRegister(register.Register, context, register.Value);
                }
            }
        }

        port.Observe(image.TracePoints);
        port.StartTimestamp();
        port.Start(image.Contexts == 4 ? 0x55 : 0xff);
    }

    private void SetUpChip(int portCount)
    {
        debug.Write(Cap + 0x900, HashMultiplierLow);
        debug.Write(Cap + 0x904, HashMultiplierHigh);
        debug.Write(Msf + 0x48, (uint)portCount - 1);
        debug.Write(Msf + 0x70, (uint)portCount - 1);
        debug.Write(Msf + 0x00, RxTxControl);
        debug.Write(Msf + 0x04, RxTxControl);
        for (uint element = 0; element < RbufElements; element++)
        {
            debug.Write(Msf + 0x44, element);
        }

        debug.Write(PciCsrs + 0x13c, debug.Read(PciCsrs + 0x13c) | AllByteLanes);
    }

    private void SetUpRings()
    {
        foreach (string name in (string[])["FREE", "CLASSIFY", "HOST", "WIRE", "TX"])
        {
            uint ring = (uint)_layout[$"RING_{name}"];
            uint size = _layout[$"RING_{name}_WORDS"] switch
            {
                128 => 0u,
                256 => 1,
                512 => 2,
                1024 => 3,
                long other => throw new InvalidDataException(
                    $"{_layout.Path}: RING_{name}_WORDS is {other}; a scratch ring has 128, 256, 512 or 1024 words"),
            };
            uint registers = Cap + 0x800 + (ring * 0x10);
            debug.Write(registers, (size << 30) | (RingStatusFull << 26) | (uint)_layout[$"RING_{name}_BASE"]);
            debug.Write(registers + 4, 0);
            debug.Write(registers + 8, 0);
        }

        uint free = (uint)Ixp2400AddressMap.ScratchRings.Start + (4 * (uint)_layout["RING_FREE"]);
        for (uint i = 0; i < _layout["BUFFER_COUNT"]; i++)
        {
            uint buffer = (uint)_layout["BUFFER_BASE"] + (i << (int)_layout["BUFFER_SHIFT"]);
            debug.Write(free, buffer + (uint)_layout["BUFFER_FRAME"]);
        }
    }

    private void SetUpTables(IReadOnlyList<VifLayout> vifs, IReadOnlyList<int> ports, int portCount, long timestampTicks)
    {
        uint config = Sram("CONFIG_BASE");
        ulong fetched = vifs.Aggregate(0ul, (mask, vif) => mask | 1ul << vif.Vif);
        debug.Write(config + (uint)_layout["CONFIG_FETCH_LO"], (uint)fetched);
        debug.Write(config + (uint)_layout["CONFIG_FETCH_HI"], (uint)(fetched >> 32));
        debug.Write(config + (uint)_layout["CONFIG_FLAGS"], options.LocalSwitch ? 1u : 0);
        long period = Math.Max(1, Ticks.FromNanoseconds(options.PollPeriodNs) / timestampTicks);
        debug.Write(config + (uint)_layout["CONFIG_POLL_PERIOD"], (uint)Math.Min(period, ushort.MaxValue));
        ulong promiscuous = options.PromiscuousVif >= 0 ? 1ul << options.PromiscuousVif : 0;
        debug.Write(config + (uint)_layout["CONFIG_PROMISC_LO"], (uint)promiscuous);
        debug.Write(config + (uint)_layout["CONFIG_PROMISC_HI"], (uint)(promiscuous >> 32));
        ulong[] members = new ulong[portCount];
        for (int vif = 0; vif < vifs.Count; vif++)
        {
            members[ports[vif]] |= 1ul << vif;
            SetUpControlBlock(vifs[vif], ports[vif]);
            AddAddress(vifs[vif]);
        }

        for (int port = 0; port < portCount; port++)
        {
            debug.Write(Sram("PORT_VIFS") + (8 * (uint)port), (uint)members[port]);
            debug.Write(Sram("PORT_VIFS") + (8 * (uint)port) + 4, (uint)(members[port] >> 32));
        }
    }

    private void SetUpControlBlock(VifLayout vif, int port)
    {
        uint block = ControlBlock(vif.Vif);
        uint flags = 1u << (int)_layout["VIF_ENABLED"] | (uint)port << (int)_layout["VIF_PORT_SHIFT"];
        debug.Write(block + 0, (uint)vif.Vif);
        debug.Write(block + 4, (1u << 16) | (uint)vif.SignalBit);
        debug.Write(block + (uint)_layout["VCB_MAC_HI"], (uint)(vif.Mac >> 16));
        debug.Write(block + (uint)_layout["VCB_MAC_LO"], ((uint)vif.Mac << 16) | flags);
        debug.Write(block + (uint)_layout["VCB_SQ_BASE"], vif.SendDramAddress);
        debug.Write(block + 20, ((uint)vif.SendSlots << 16) | (uint)vif.SendSlotBytes);
        debug.Write(block + (uint)_layout["VCB_RQ_BASE"], WindowAddress(vif));
        debug.Write(block + 40, ((uint)vif.ReceiveSlots << 16) | (uint)vif.ReceiveSlotBytes);
        debug.Write(block + 52, 1u << 16);
    }

    // Bucket by the low byte of the hash's first longword; w0 MAC 0-3, w1 MAC 4-5 | VIF | valid, w2 control block, w3 next.
    private void AddAddress(VifLayout vif)
    {
        uint high = (uint)(vif.Mac >> 16);
        uint low = (uint)vif.Mac & 0xffff;
        UInt128 operand = ((UInt128)low << 32) | high;
        UInt128 multiplier = ((UInt128)HashMultiplierHigh << 32) | HashMultiplierLow;
        uint index = (uint)Chip.Shac.HashUnit.HashArithmetic.Hash(
            Chip.Shac.HashUnit.HashWidth.Bits48, operand, multiplier) & 0xff;
        uint entry = (uint)_layout["MAC_TABLE"] + (index << 4);
        if ((debug.Read(Sram(entry) + 4) & 1) != 0)
        {
            while (debug.Read(Sram(entry) + 12) != 0)
            {
                entry = debug.Read(Sram(entry) + 12);
            }

            uint added = (uint)_layout["MAC_OVERFLOW"] + (16 * _overflow++);
            debug.Write(Sram(entry) + 12, added);
            entry = added;
        }

        debug.Write(Sram(entry), high);
        debug.Write(Sram(entry) + 8, (uint)_layout["VCB_BASE"] + ((uint)vif.Vif << (int)_layout["VCB_SHIFT"]));
        debug.Write(Sram(entry) + 4, (low << 16) | ((uint)vif.Vif << 1) | 1);
    }

    // One page of the look-up table a VIF: engines reach host memory through it, and so does DMA.
    private static void SetUpBridge(NonTransparentBridge bridge, IReadOnlyList<VifLayout> vifs)
    {
        foreach (VifLayout vif in vifs)
        {
            uint page = vif.ReceiveBusAddress & ~(uint)(BoardAddressPlan.LookupPageBytes - 1);
            bridge.Csrs.Write(BridgeCsrs.LookupTable + (4 * vif.Vif), page | 1, uint.MaxValue);
        }
    }

    private static uint WindowAddress(VifLayout vif) => BoardAddressPlan.LookupWindow
        + ((uint)vif.Vif * BoardAddressPlan.LookupPageBytes)
        + (vif.ReceiveBusAddress & (BoardAddressPlan.LookupPageBytes - 1));

    private uint ControlBlock(int vif) => Sram("VCB_BASE") + ((uint)vif << (int)_layout["VCB_SHIFT"]);

    private uint Sram(string name) => Sram((uint)_layout[name]);

    // Chassis addresses have the channel in bits 31:30; the XScale's map in bits 29:28 of 8000_0000.
    private static uint Sram(uint chassis) => 0x8000_0000 | (chassis >> 30) << 28 | (chassis & 0x0fff_ffff);
}
