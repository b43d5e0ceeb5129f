using IxpSvnic.Arm.BareMetal;
using IxpSvnic.Arm.Memory;
using IxpSvnic.Debug.Monitor;
using IxpSvnic.Debug.Server;
using IxpSvnic.Debug.Targets;
using IxpSvnic.Machine;
using IxpSvnic.Machine.Boot;
using IxpSvnic.Machine.Observation;

namespace IxpSvnic.Cli;

/// <summary>The port of <c>--gdb</c>: opened before the run, named on standard error, closed after the program's end is told.</summary>
internal sealed class GdbPort : IDisposable
{
    private readonly TcpDebuggerLink _link;

    private GdbPort(string option, ICoreTarget target, Func<bool> isStopWanted)
    {
        _link = new TcpDebuggerLink(DebugEndpoint.Parse(option));
        Server = new GdbServer(_link, target, isStopWanted);
        Console.Error.WriteLine($"ixpsvnic: waiting for gdb on {_link.Endpoint}");
    }

    public GdbServer Server { get; }

    /// <summary>A port for a bare-metal program's core; null when none is asked for.</summary>
    public static GdbPort? Open(string? option, IXscaleHost host, Func<bool> isStopWanted) =>
        option is null ? null : new GdbPort(option, Target(host), isStopWanted);

    /// <summary>A port for the core in a machine; null when none is asked for.</summary>
    public static GdbPort? Open(string? option, SvNicMachine machine, bool hasVifs, Func<bool> isStopWanted)
    {
        if (option is null)
        {
            return null;
        }

        XscaleTarget target = new(machine.Chip.Xscale.Core, machine.Chip.Xscale.Memory, machine.Chip.Xscale.Resume);
        AddMonitor(target, machine, hasVifs);
        return new GdbPort(option, target, isStopWanted);
    }

    public void Dispose() => _link.Dispose();

    // A bare-metal program's host lets the core go by itself.
    private static XscaleTarget Target(IXscaleHost host)
    {
        XscaleTarget target = new(host.Core, (XscaleMemory)host.Memory);
        if (host is BoardHost board)
        {
            AddMonitor(target, board.Machine, hasVifs: false);
        }

        return target;
    }

    private static void AddMonitor(XscaleTarget target, SvNicMachine machine, bool hasVifs)
    {
        ChipMonitor.AddTo(
            target.Monitor,
            machine.Chip,
            machine.Ledger,
            (engine, address) => machine.Firmware[engine]?.SourceOf(address).ToString() ?? "",
            hasVifs ? () => VifTable.Describe(machine) : null);
    }
}
