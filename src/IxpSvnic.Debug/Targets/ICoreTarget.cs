using IxpSvnic.Arm.Core;

namespace IxpSvnic.Debug.Targets;

/// <summary>A target whose core somebody else runs, slice by slice.</summary>
public interface ICoreTarget : IDebugTarget
{
    /// <summary>The core is to execute one instruction.</summary>
    bool IsStepping { get; }

    /// <summary>What a stop of the core means to the debugger; null: nothing, the program goes on.</summary>
    StopEvent? Explain(RunExit exit);
}
