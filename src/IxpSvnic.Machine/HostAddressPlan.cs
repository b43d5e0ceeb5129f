using IxpSvnic.Board.Bridge21555;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Pci.Configuration;

namespace IxpSvnic.Machine;

/// <summary>Enumerates the card on the host's bus as a BIOS does and says where its windows came to lie.</summary>
internal static class HostAddressPlan
{
    private const ulong DeviceWindows = 0xe000_0000;
    private const ulong DeviceWindowsEnd = 0xfec0_0000;
    private const int CsrBar = 0x10;
    private const int ChipCsrBar = 0x18;
    private const int DramBar = 0x20;

    public static BusPlan Apply(NonTransparentBridge bridge, FirmwareLayout layout)
    {
        IReadOnlyList<AssignedBar> bars = BarEnumerator.Assign(
            bridge.PrimaryConfiguration, DeviceWindows, DeviceWindowsEnd);
        uint stride = 1u << (int)layout["SEND_SHIFT"];
        return new BusPlan
        {
            CsrBusAddress = bars.Single(b => b.Offset == CsrBar).Base,
            ChipCsrBusAddress = bars.Single(b => b.Offset == ChipCsrBar).Base,
            DramBusAddress = bars.Single(b => b.Offset == DramBar).Base,
            SendAreaDramAddress = (uint)layout["SEND_BASE"],
            SendAreaDramBytes = stride * (uint)layout.VifMax,
            SendAreaStride = stride,
        };
    }
}
