using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Machine;

namespace IxpSvnic.Firmware.Tests.Control;

/// <summary>Machines whose card is brought up by the program of the XScale.</summary>
internal static class ControlBench
{
    public static FirmwareBench Of(int vifs, params int[] down) =>
        new(new BenchOptions { Vifs = vifs, Down = down, Loader = LoaderKind.Control });
}
