using System.Text;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Cli.Tests.Bench;

/// <summary>The frames of a taps file, by tap.</summary>
internal static class TapReader
{
    public static Dictionary<string, List<(long Time, string Bytes, string Comment)>> Read(string path)
    {
        List<(int Tap, long Time, string Bytes, string Comment)> frames = [];
        using CaptureReader reader = CaptureReader.Open(path);
        while (reader.TryRead(out CapturedFrame frame))
        {
            frames.Add((
                frame.InterfaceIndex,
                frame.TimestampNanoseconds,
                Convert.ToHexStringLower(frame.Data),
                Encoding.UTF8.GetString(frame.Comment)));
        }

        return reader.Interfaces.Select((tap, index) => (tap.Name!, index)).ToDictionary(
            t => t.Item1, t => frames.Where(f => f.Tap == t.index).Select(f => (f.Time, f.Bytes, f.Comment)).ToList());
    }
}
