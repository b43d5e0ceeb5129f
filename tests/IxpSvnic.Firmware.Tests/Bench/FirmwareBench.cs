using IxpSvnic.Board.Wires;
using IxpSvnic.Chip;
using IxpSvnic.Host.Virtualization.Management;
using IxpSvnic.Host.Vm;
using IxpSvnic.Machine;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Firmware.Tests.Bench;

/// <summary>
/// The whole machine with given frames at its wires and in its guests: what arrived where, which drops, which counters.
/// </summary>
internal sealed class FirmwareBench : IDisposable, IWireTap, IGuestTap, IFrameObserver
{
    public const int Port = 0;

    private const long StepNanoseconds = 20_000;
    private const long SettleNanoseconds = 100_000;
    private const uint SramChannel0 = 0x8000_0000;

    private readonly FrameList[] _inputs = new FrameList[SvNicMachine.PortCount];
    private readonly List<ScriptedGuest> _guests = [];
    private bool _started;
    private long _origin;

    public FirmwareBench(BenchOptions options)
    {
        MachineConfig config = new();
        foreach (string setting in options.Set)
        {
            int equals = setting.IndexOf('=');
            config.Parameters.Set(setting[..equals], setting[(equals + 1)..]);
        }

        FirmwareSet firmware = FirmwareSet.Load(options.Firmware ?? Repository.Firmware);
        List<VifAddress> vifs = [];
        for (int vif = 0; vif < options.Vifs; vif++)
        {
            vifs.Add(new VifAddress(new MacAddress(options.Macs?[vif] ?? MacOf(vif)), options.Ports?[vif] ?? 0));
            Received.Add([]);
        }

        Machine = new SvNicMachine(
            config,
            firmware,
            vifs,
            seed: 7,
            (_, machine) =>
            {
                ScriptedGuest guest = new(machine.Events);
                _guests.Add(guest);
                return guest;
            },
            loader: options.Loader,
            controlImage: options.ControlImage,
            shape: request => request with { StartsDown = options.Down.Contains(request.Vif) });
        Machine.Ledger.Observer = this;
        for (int port = 0; port < SvNicMachine.PortCount; port++)
        {
            _inputs[port] = new FrameList(port);
            Machine.Wires[port].A.Tap = this;
            Departed.Add([]);
        }

        foreach (Host.Virtualization.VifGuest guest in Machine.Hypervisor.Guests)
        {
            guest.Driver.Tap = this;
        }

        if (options.Loader == LoaderKind.Control)
        {
            Boot();
        }
    }

    public FirmwareBench(int vifs)
        : this(new BenchOptions { Vifs = vifs })
    {
    }

    public SvNicMachine Machine { get; }

    /// <summary>The VIFs' lives on the device.</summary>
    public VifManager Vifs => Machine.Hypervisor.Vifs;

    /// <summary>Frames each guest received, in order.</summary>
    public List<List<byte[]>> Received { get; } = [];

    /// <summary>Frames that left each wire, without FCS, in order.</summary>
    public List<List<byte[]>> Departed { get; } = [];

    /// <summary>Every hop of every frame, in order of observation: frame number, hop, tick.</summary>
    public List<(long Frame, Hop Hop, long Tick)> Hops { get; } = [];

    public long Now { get; private set; }

    /// <summary>Since the start, or since every VIF was up.</summary>
    public long NowNanoseconds => Ticks.ToNanoseconds(Now - _origin);

    public static ulong MacOf(int vif) => 0x0200_0000_0100 + (ulong)vif;

    public void Wire(byte[] frame, long atNanoseconds = 0, int port = 0, bool badFcs = false) =>
        _inputs[port].Add(frame, atNanoseconds, badFcs);

    public void Guest(int vif, byte[] frame, long atNanoseconds = 0) =>
        _guests[vif].Send(frame, atNanoseconds + Ticks.ToNanoseconds(_origin));

    /// <summary>Runs until every frame has its fate and a little longer; true when that was before the limit.</summary>
    public bool Run(long limitNanoseconds = 20_000_000)
    {
        bool done = false;
        while (!done && NowNanoseconds < limitNanoseconds && Machine.Watch.Fault is null)
        {
            RunFor(StepNanoseconds);
            done = IsDone;
        }

        RunFor(SettleNanoseconds);
        return done && Machine.Ledger.Outstanding == 0;
    }

    /// <summary>Every input frame sent and no frame under way.</summary>
    public bool IsDone => Machine.Ledger.Outstanding == 0
        && Array.TrueForAll(_inputs, i => i.HasPlayedBy(Now - _origin))
        && _guests.TrueForAll(g => g.IsDone);

    public void RunFor(long nanoseconds)
    {
        if (!_started)
        {
            _started = true;
            for (int port = 0; port < SvNicMachine.PortCount; port++)
            {
                Machine.Players[port].Play(_inputs[port], _origin);
            }
        }

        if (Machine.Watch.Fault is null)
        {
            Now += Ticks.FromNanoseconds(nanoseconds);
            Machine.Kernel.RunTo(Now);
        }
    }

    /// <summary>Waits for the answer to everything asked of the control plane; returns the last.</summary>
    public ManagementReply Settle(long limitNanoseconds = 20_000_000)
    {
        long limit = Now + Ticks.FromNanoseconds(limitNanoseconds);
        while (!Vifs.Client.IsIdle || Vifs.IsClosing)
        {
            Assert.IsLessThan(limit, Now, $"no answer from the control plane: {Machine.Console.Tail}");
            RunFor(StepNanoseconds);
        }

        return Vifs.Replies[^1];
    }

    public long Drops(DropReason reason) => Machine.Ledger.Drops[(int)reason];

    /// <summary>A counter of a VIF by its name in layout.uc.</summary>
    public uint Counter(int vif, string name) =>
        Sram(Constant("COUNTER_BASE") + ((uint)vif << (int)Constant("COUNTER_SHIFT")) + Constant(name));

    public uint GlobalCounter(string name) => Sram(Constant("GLOBAL_COUNTERS") + Constant(name));

    public uint Constant(string name) => (uint)Machine.Firmware.Layout[name];

    /// <summary>A longword of SRAM by its chassis address.</summary>
    public uint Sram(uint address) => Machine.Chip.Debug.Read(ToDebug(address));

    public void WriteSram(uint address, uint value) => Machine.Chip.Debug.Write(ToDebug(address), value);

    public uint ControlBlock(int vif) => Constant("VCB_BASE") + ((uint)vif << (int)Constant("VCB_SHIFT"));

    public uint SendArea(int vif) => Constant("SEND_BASE") + ((uint)vif << (int)Constant("SEND_SHIFT"));

    /// <summary>Conservation, no fault, and all receive buffers back in the pool or held by a receiver.</summary>
    public void AssertSound()
    {
        FrameLedger ledger = Machine.Ledger;
        Assert.IsNull(Machine.Watch.Fault);
        Assert.AreEqual(0, Machine.Watch.Unidentified, "trace points that named no frame");
        Assert.AreEqual(
            ledger.WireIn + ledger.GuestSent + ledger.Copies,
            ledger.Delivered + ledger.WireOut + ledger.TotalDrops,
            "conservation");
        Assert.AreEqual(0, Drops(DropReason.LostByFirmware), "lost by the firmware");
        Assert.AreEqual(FreeBuffersAtRest, FreeBuffers, "free receive buffers");
    }

    /// <summary>The eight receiving contexts hold one buffer each.</summary>
    public long FreeBuffersAtRest => Constant("BUFFER_COUNT") - 8;

    /// <summary>Takes every buffer off the free ring, in its order.</summary>
    public List<uint> TakeBuffers()
    {
        List<uint> taken = [];
        for (long i = FreeBuffers; i > 0; i--)
        {
            taken.Add(Machine.Chip.Debug.Read(FreeRing));
        }

        return taken;
    }

    public void GiveBuffers(IEnumerable<uint> buffers)
    {
        foreach (uint buffer in buffers)
        {
            Machine.Chip.Debug.Write(FreeRing, buffer);
        }
    }

    private uint FreeRing => (uint)Ixp2400AddressMap.ScratchRings.Start + (4 * Constant("RING_FREE"));

    public long FreeBuffers => Machine.Chip.Scratch.Ring((int)Constant("RING_FREE")).Words().Length;

    public void AssertReceived(int vif, params IEnumerable<byte[]> expected) =>
        AssertSame(expected, Received[vif], $"VIF {vif}");

    public void AssertDeparted(int port, params IEnumerable<byte[]> expected) =>
        AssertSame(expected, Departed[port], $"wire {port}");

    void IWireTap.OnFrame(WireEnd sender, ReadOnlySpan<byte> frameWithFcs, int tag, long firstBit, long lastBit)
    {
        for (int port = 0; port < SvNicMachine.PortCount; port++)
        {
            if (ReferenceEquals(sender, Machine.Wires[port].A))
            {
                Departed[port].Add(frameWithFcs[..^EthernetFrame.FcsLength].ToArray());
            }
        }
    }

    void IGuestTap.OnFrame(ReadOnlySpan<byte> frame, int vif, GuestDirection direction, long time)
    {
        if (direction == GuestDirection.Receive)
        {
            Received[vif].Add(frame.ToArray());
        }
    }

    void IFrameObserver.OnHop(int tag, in FrameRecord frame, Hop hop, long time, long argument) =>
        Hops.Add((frame.Number, hop, time));

    void IFrameObserver.OnDrop(int tag, in FrameRecord frame, DropReason reason, long time)
    {
    }

    void IFrameObserver.OnSettled(int tag, in FrameRecord frame, long time)
    {
    }

    public void Dispose() => Machine.Dispose();

    private void Boot()
    {
        Machine.Hypervisor.Vifs.AllUp = Machine.Kernel.RequestStop;
        Machine.Hypervisor.Vifs.Failed = _ => Machine.Kernel.RequestStop();
        Assert.IsTrue(Machine.Kernel.RunTo(Ticks.FromNanoseconds(100_000_000)), "the control plane is not ready after 100 ms");
        Assert.IsNull(Vifs.Failure, Machine.Console.Tail);
        Machine.Kernel.Settle();
        Machine.Kernel.ClearStop();
        _origin = Now = Machine.Kernel.WorldTime;
    }

    private static uint ToDebug(uint address) =>
        SramChannel0 | ((address >> 30) << 28) | (address & 0x0fff_ffff);

    private static void AssertSame(IEnumerable<byte[]> expected, List<byte[]> actual, string place)
    {
        List<byte[]> wanted = [.. expected];
        for (int i = 0; i < Math.Min(wanted.Count, actual.Count); i++)
        {
            Assert.IsTrue(
                wanted[i].AsSpan().SequenceEqual(actual[i]),
                $"{place}, frame {i}: expected {TestFrame.Name(wanted[i])}, got {TestFrame.Name(actual[i])}");
        }

        Assert.HasCount(wanted.Count, actual, place);
    }
}
