using System.Text;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Wire.Tests.Captures;

/// <summary>A frame out of a capture, kept beyond the read and comparable by value.</summary>
internal sealed record FrameRecord(
    long Timestamp, string Data, int OriginalLength, int Interface, int FcsLength,
    string Comment, FrameDirection Direction)
{
    public static FrameRecord Of(in CapturedFrame frame) => new(
        frame.TimestampNanoseconds,
        Convert.ToHexString(frame.Data),
        frame.OriginalLength,
        frame.InterfaceIndex,
        frame.FcsLength,
        Encoding.UTF8.GetString(frame.Comment),
        frame.Direction);

    public static List<FrameRecord> ReadAll(string path, bool allowCut = false)
    {
        using CaptureReader reader = CaptureReader.Open(path, new CaptureReaderOptions { AllowCut = allowCut });
        var frames = new List<FrameRecord>();
        while (reader.TryRead(out CapturedFrame frame))
        {
            frames.Add(Of(frame));
        }

        return frames;
    }
}
