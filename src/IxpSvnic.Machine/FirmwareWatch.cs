using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Microcode.Objects;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Machine;

/// <summary>
/// Listens to the firmware: its exported trace points name drops, copies and hops of the frame whose DRAM address (or, with
/// <c>@rbuf</c>, receive status word) their register holds; a fault stops the run. It observes and never moves a byte.
/// </summary>
public sealed class FirmwareWatch(SvNicMachine machine) : IMicroengineObserver, IAccessFaultSink
{
    private const string Drop = "Drop.";
    private const string Replicate = "Replicate";
    private const string InRbuf = "@rbuf";

    private readonly Dictionary<TracePoint, Meaning> _meanings = [];

    private enum Action
    {
        None,
        Drop,
        Replicate,
        Hop,
    }

    /// <summary>What stopped the run, with source line and last instructions; null while all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Trace points whose register named no frame.</summary>
    public long Unidentified { get; private set; }

    /// <inheritdoc/>
    public void OnBreakpoint(Microengine engine, int context, int address) => Stop(
        $"microengine {engine.Index} context {context} halted at a breakpoint, address {address}{Source(engine, address)}");

    /// <inheritdoc/>
    public void OnFault(Microengine engine, MicroengineFault fault)
    {
        string what = fault.Kind switch
        {
            MicroengineFaultKind.IllegalInstruction => $"illegal instruction {fault.Word:x10}",
            MicroengineFaultKind.ParityError => $"control store parity error, word {fault.Word:x10}",
            _ => $"access to unmapped address 0x{fault.Word:x8}",
        };
        Stop($"microengine {fault.Me} context {fault.Context} address {fault.Address}{Source(engine, fault.Address)}: {what}; "
            + $"executed last: {string.Join(' ', fault.LastExecuted())}");
    }

    /// <inheritdoc/>
    public void OnFault(in AccessFault fault)
    {
        Microengine engine = machine.Chip.Engines[fault.Me];
        OnFault(engine, engine.FaultOf(fault.Context, fault.Pc, fault.Address, fault.Issued));
    }

    /// <inheritdoc/>
    public void OnTracePoint(Microengine engine, int context, int index, uint value, long time)
    {
        TracePoint point = engine.TracePoints[index];
        if (!_meanings.TryGetValue(point, out Meaning meaning))
        {
            meaning = Meaning.Of(point.Name);
            _meanings.Add(point, meaning);
        }

        int tag = meaning.InRbuf
            ? machine.Chip.Msf.TagOfElement((int)(value >> 24) & 0x7f)
            : machine.Chip.Dram.Tags.At(value);
        if (tag == 0)
        {
            Unidentified++;
            return;
        }

        switch (meaning.Action)
        {
            case Action.Drop:
                machine.Ledger.Drop(tag, meaning.Reason, machine.Events.Now);
                break;
            case Action.Replicate:
                machine.Ledger.Replicate(tag);
                break;
            case Action.Hop:
                machine.Ledger.Reach(tag, meaning.Hop, time, value);
                break;
        }
    }

    private void Stop(string fault)
    {
        Fault ??= fault;
        machine.Kernel.RequestStop();
    }

    private string Source(Microengine engine, int address)
    {
        SourceLocation place = machine.Firmware[engine.Index]?.SourceOf(address) ?? default;
        return string.IsNullOrEmpty(place.File) ? "" : $" ({place})";
    }

    private readonly record struct Meaning(Action Action, DropReason Reason, Hop Hop, bool InRbuf)
    {
        public static Meaning Of(string name)
        {
            bool inRbuf = name.EndsWith(FirmwareWatch.InRbuf, StringComparison.Ordinal);
            string text = inRbuf ? name[..^FirmwareWatch.InRbuf.Length] : name;
            if (text == Replicate)
            {
                return new Meaning(Action.Replicate, DropReason.None, default, inRbuf);
            }

            if (text.StartsWith(Drop, StringComparison.Ordinal)
                && Enum.TryParse(text[Drop.Length..], out DropReason reason))
            {
                return new Meaning(Action.Drop, reason, default, inRbuf);
            }

            return Enum.TryParse(text, out Hop hop)
                ? new Meaning(Action.Hop, DropReason.None, hop, inRbuf)
                : default;
        }
    }
}
