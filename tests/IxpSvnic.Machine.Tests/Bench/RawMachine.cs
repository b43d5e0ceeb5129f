using System.Security.Cryptography;
using IxpSvnic.Board.Wires;
using IxpSvnic.Host.Vm;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Machine.Tests.Bench;

/// <summary>A machine that plays a capture, without a session around it: it runs to any tick and goes on from a snapshot.</summary>
internal sealed class RawMachine : IGuestTap, IWireTap, IFrameObserver, IDisposable
{
    private readonly CapturePlayer _player;

    public RawMachine(
        string capture,
        int vifs,
        bool echo = false,
        FirmwareSet? firmware = null,
        Action<MachineConfig>? configure = null,
        ulong seed = 1,
        Func<MachineConfig, CapturePlayer>? player = null,
        LoaderKind loader = LoaderKind.Debug)
    {
        MachineConfig config = new();
        firmware ??= FirmwareSet.Load(Repository.Firmware);
        config.UseFirmware(firmware.Layout);
        if (echo)
        {
            config.Parameters.Set("firmware.localSwitch", "false");
        }

        configure?.Invoke(config);
        Machine = new SvNicMachine(
            config,
            firmware,
            [.. Enumerable.Range(0, vifs).Select(v => new VifAddress(new MacAddress(Frames.Vif(v)), 0))],
            seed,
            (_, _) => echo ? new EchoApplication() : new SinkApplication(),
            loader: loader);
        Machine.Ledger.Observer = this;
        Machine.Wires[0].A.Tap = this;
        foreach (Host.Virtualization.VifGuest guest in Machine.Hypervisor.Guests)
        {
            guest.Driver.Tap = this;
        }

        _player = player?.Invoke(config) ?? new CapturePlayer(capture);
        if (loader == LoaderKind.Control)
        {
            Machine.Hypervisor.Vifs.AllUp = () => Play(Machine.Events.Now);
        }
        else
        {
            Play(0);
        }
    }

    public SvNicMachine Machine { get; }

    /// <summary>Every hop, fate and frame at the edges, with its tick.</summary>
    public List<(long Time, string What)> Log { get; } = [];

    /// <summary>Times of the hops of each frame whose fate is met, in that order.</summary>
    public List<long[]> Settled { get; } = [];

    public IEnumerable<string> LogFrom(long tick) => Log.Where(l => l.Time >= tick).Select(l => $"{l.Time} {l.What}");

    public void Play(long fromTick) => Machine.Players[0].Play(_player, fromTick);

    public byte[] Save()
    {
        using MemoryStream stream = new();
        StateVisitor.Saving(stream).Visit(Machine);
        return stream.ToArray();
    }

    public void Restore(byte[] snapshot)
    {
        using MemoryStream stream = new(snapshot);
        StateVisitor.Restoring(stream).Visit(Machine);
        Assert.AreEqual(stream.Length, stream.Position);
    }

    public void OnFrame(ReadOnlySpan<byte> frame, int vif, GuestDirection direction, long time) =>
        Log.Add((time, $"vif {vif} {direction} {Digest(frame)}"));

    public void OnFrame(WireEnd sender, ReadOnlySpan<byte> frameWithFcs, int tag, long firstBit, long lastBit) =>
        Log.Add((lastBit, $"wire {Digest(frameWithFcs)}"));

    // Hops may be told of a little before or after their time; what was told after the cut is compared by content.
    public void OnHop(int tag, in FrameRecord frame, Hop hop, long time, long argument)
    {
    }

    public void OnDrop(int tag, in FrameRecord frame, DropReason reason, long time) =>
        Log.Add((time, $"frame {frame.Number} {reason}"));

    public void OnSettled(int tag, in FrameRecord frame, long time)
    {
        Settled.Add(Times(in frame));
        Log.Add((time, $"frame {frame.Number} settled, hops {string.Join(' ', Settled[^1])}"));
    }

    public void Dispose()
    {
        Machine.Dispose();
        _player.Dispose();
    }

    private static long[] Times(in FrameRecord frame) => ((ReadOnlySpan<long>)frame.Times).ToArray();

    private static string Digest(ReadOnlySpan<byte> bytes) =>
        $"{bytes.Length} bytes {Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}";
}
