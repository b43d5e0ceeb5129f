using IxpSvnic.Arm.Core;

namespace IxpSvnic.Arm.Debugging;

/// <summary>A debugger, as whoever runs the core sees it.</summary>
public interface ICoreDebugger
{
    /// <summary>The next slice is to be one instruction, after which <see cref="OnStop"/> is called with <see cref="RunExit.Limit"/>.</summary>
    bool IsStepping { get; }

    /// <summary>
    /// Called before every slice of simulated time. Returns when the program may run on; false when the run is to end.
    /// </summary>
    bool Attend();

    /// <summary>The core stands at a breakpoint or watchpoint, or has done its step.</summary>
    void OnStop(RunExit exit);

    /// <summary>The core cannot go on; the debugger may look, and change things, in the next <see cref="Attend"/>.</summary>
    void OnFault(int signal, string problem);

    /// <summary>The program has ended.</summary>
    void OnExit(int exitCode);
}
