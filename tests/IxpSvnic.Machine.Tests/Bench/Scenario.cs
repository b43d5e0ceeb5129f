using System.Text;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Machine.Tests.Bench;

/// <summary>A capture made for a test and the replays of it.</summary>
internal sealed class Scenario : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ixpsvnic-machine-").FullName;
    private readonly List<(long Nanoseconds, byte[] Frame)> _frames = [];
    private int _runs;

    public Scenario(int vifs)
    {
        StringBuilder macs = new();
        for (int vif = 0; vif < vifs; vif++)
        {
            macs.AppendLine(Text(Bench.Frames.Vif(vif)));
        }

        File.WriteAllText(MacFile, macs.ToString());
    }

    public IReadOnlyList<(long Nanoseconds, byte[] Frame)> Frames => _frames;

    /// <summary>The capture file; written when first asked for.</summary>
    public string Capture
    {
        get
        {
            string path = Path.Combine(_folder, "in.pcap");
            if (!File.Exists(path))
            {
                using PcapWriter writer = new(path);
                foreach ((long nanoseconds, byte[] frame) in _frames)
                {
                    writer.Write(nanoseconds, frame);
                }

                writer.Complete();
            }

            return path;
        }
    }

    private string MacFile => Path.Combine(_folder, "vifs.macs");

    public Scenario Add(long nanoseconds, byte[] frame)
    {
        _frames.Add((nanoseconds, frame));
        return this;
    }

    /// <summary>Writes a file beside the capture and returns its path.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A session, not yet run, that the caller disposes.</summary>
    public ReplaySession Open(
        Func<ReplayOptions, ReplayOptions>? change = null, Func<CaptureArgument, FrameRules, IFrameSource>? openLive = null)
    {
        ReplayOptions options = new()
        {
            Captures = [new CaptureArgument(Capture, 0)],
            MacFile = MacFile,
            Loader = LoaderKind.Debug,
            FirmwareFolder = Repository.Firmware,
            OutputFolder = Path.Combine(_folder, $"out{_runs++}"),
        };
        return new ReplaySession(change?.Invoke(options) ?? options, openLive);
    }

    /// <summary>Plays the capture to the end.</summary>
    public RunResult Run(
        Func<ReplayOptions, ReplayOptions>? change = null,
        Action<ReplaySession>? prepare = null,
        Action<ReplaySession>? finish = null)
    {
        string? folder = null;
        using ReplaySession session = Open(options =>
        {
            ReplayOptions changed = change?.Invoke(options) ?? options;
            folder = changed.OutputFolder;
            return changed;
        });
        prepare?.Invoke(session);
        RunResult result = new(session.Run(), folder);
        finish?.Invoke(session);
        return result;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Text(ulong mac) =>
        string.Join(':', Enumerable.Range(0, 6).Select(i => ((mac >> (40 - (8 * i))) & 0xff).ToString("x2")));
}
