using System.Text;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Machine.Observation;

/// <summary>
/// The captures of a run in its output folder: <c>taps.pcapng</c> with an interface per tap, <c>vif-K.rx.pcap</c> and
/// <c>vif-K.tx.pcap</c> for every VIF, <c>wire-P.tx.pcap</c> per port. Frames without FCS, nanoseconds, the first input's epoch
/// plus simulated time. All files appear together at the end or not at all.
/// </summary>
internal sealed class TapFiles : IDisposable
{
    public const string TapsName = "taps.pcapng";

    private readonly string _folder;
    private readonly bool _isNewFolder;
    private readonly long _epoch;
    private long _origin;
    private bool _completed;
    private readonly PcapngWriter _taps;
    private readonly PcapWriter[] _vifRx;
    private readonly PcapWriter[] _vifTx;
    private readonly PcapWriter[] _wireTx;
    private readonly int[] _wireInTap;
    private readonly int[] _wireOutTap;
    private readonly int[] _vifRxTap;
    private readonly int[] _vifTxTap;
    private readonly int _dropsTap;

    public TapFiles(string folder, long epochNanoseconds, int ports, int vifs)
    {
        _folder = folder;
        _epoch = epochNanoseconds;
        _isNewFolder = !Directory.Exists(folder);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"--out: folder '{folder}' cannot be made: {e.Message}", e);
        }

        List<CaptureWriter> opened = [];
        try
        {
            _taps = Opened(opened, new PcapngWriter(Path.Combine(folder, TapsName)));
            _wireTx = Open(opened, ports, p => $"wire-{p}.tx.pcap");
            _vifRx = Open(opened, vifs, v => $"vif-{v}.rx.pcap");
            _vifTx = Open(opened, vifs, v => $"vif-{v}.tx.pcap");
        }
        catch (Exception e)
        {
            opened.ForEach(w => w.Abort());
            RemoveNewFolder();
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new IOException($"--out: folder '{folder}' cannot be written: {e.Message}", e);
            }

            throw;
        }

        _wireInTap = Taps(ports, p => $"wire-{p}.in");
        _wireOutTap = Taps(ports, p => $"wire-{p}.out");
        _vifRxTap = Taps(vifs, v => $"vif-{v}.rx");
        _vifTxTap = Taps(vifs, v => $"vif-{v}.tx");
        _dropsTap = _taps.AddInterface("drops");
    }

    /// <summary>From this tick on the inputs' clock runs.</summary>
    public void StartAt(long tick) => _origin = tick;

    public void WireIn(int port, ReadOnlySpan<byte> frame, long time) =>
        _taps.Write(Stamp(time), frame, interfaceIndex: _wireInTap[port]);

    public void WireOut(int port, ReadOnlySpan<byte> frame, long time)
    {
        _taps.Write(Stamp(time), frame, interfaceIndex: _wireOutTap[port]);
        _wireTx[port].Write(Stamp(time), frame);
    }

    public void GuestReceived(int vif, ReadOnlySpan<byte> frame, long time)
    {
        _taps.Write(Stamp(time), frame, interfaceIndex: _vifRxTap[vif]);
        _vifRx[vif].Write(Stamp(time), frame);
    }

    public void GuestSent(int vif, ReadOnlySpan<byte> frame, long time)
    {
        _taps.Write(Stamp(time), frame, interfaceIndex: _vifTxTap[vif]);
        _vifTx[vif].Write(Stamp(time), frame);
    }

    public void Dropped(ReadOnlySpan<byte> frame, DropReason reason, long time) =>
        _taps.Write(
        Stamp(time), frame, interfaceIndex: _dropsTap, comment: Encoding.ASCII.GetBytes(reason.ToString()));

    /// <summary>
    /// Puts every file in its place and removes those of an earlier run that this one does not have; other files of this run are
    /// named in <paramref name="keep"/>.
    /// </summary>
    public void Complete(IEnumerable<string> keep)
    {
        HashSet<string> names = [.. keep];
        foreach (CaptureWriter writer in All())
        {
            writer.Complete();
            names.Add(Path.GetFileName(writer.Path));
        }

        _completed = true;
        foreach (string file in Directory.EnumerateFiles(_folder))
        {
            string name = Path.GetFileName(file);
            if (IsOurs(name) && !names.Contains(name))
            {
                File.Delete(file);
            }
        }
    }

    public void Dispose()
    {
        foreach (CaptureWriter writer in All())
        {
            writer.Dispose();
        }

        if (!_completed)
        {
            RemoveNewFolder();
        }
    }

    private static bool IsOurs(string name) =>
        name is ReportJson.FileName or SeriesFile.Name or TapsName
        || (name.EndsWith(StagedFile.PartialSuffix, StringComparison.Ordinal) && IsOurs(name[..^StagedFile.PartialSuffix.Length]))
        || IsNumbered(name, "vif-", ".rx.pcap") || IsNumbered(name, "vif-", ".tx.pcap")
        || IsNumbered(name, "wire-", ".tx.pcap");

    private static bool IsNumbered(string name, string start, string end) =>
        name.Length > start.Length + end.Length
        && name.StartsWith(start, StringComparison.Ordinal) && name.EndsWith(end, StringComparison.Ordinal)
        && !name.AsSpan(start.Length, name.Length - start.Length - end.Length).ContainsAnyExceptInRange('0', '9');

    private static T Opened<T>(List<CaptureWriter> opened, T writer)
        where T : CaptureWriter
    {
        opened.Add(writer);
        return writer;
    }

    private PcapWriter[] Open(List<CaptureWriter> opened, int count, Func<int, string> name)
    {
        PcapWriter[] writers = new PcapWriter[count];
        for (int i = 0; i < count; i++)
        {
            writers[i] = Opened(opened, new PcapWriter(Path.Combine(_folder, name(i))));
        }

        return writers;
    }

    private int[] Taps(int count, Func<int, string> name)
    {
        int[] taps = new int[count];
        for (int i = 0; i < count; i++)
        {
            taps[i] = _taps.AddInterface(name(i));
        }

        return taps;
    }

    private void RemoveNewFolder()
    {
        if (_isNewFolder && Directory.Exists(_folder) && !Directory.EnumerateFileSystemEntries(_folder).Any())
        {
            Directory.Delete(_folder);
        }
    }

    private IEnumerable<CaptureWriter> All() => [_taps, .. _wireTx, .. _vifRx, .. _vifTx];

    private long Stamp(long ticks) => _epoch + Ticks.ToNanoseconds(ticks - _origin);
}
