using IxpSvnic.Arm.Bus;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Core;

/// <summary>The Intel XScale core of the IXP2400: ARMv5TE with Thumb, CP0 accumulator, CP14 and CP15.</summary>
public sealed partial class XscaleCore : IStateful
{
    /// <summary>Local time in core cycles: everything that starts before it has been executed.</summary>
    public long Cycle => throw new NotImplementedException();

    /// <summary>Answer to a bus request that was not answered at once.</summary>
    public void Complete(int token, in BusReply reply) => throw new NotImplementedException();

    /// <summary>Executes instructions that start before a core cycle.</summary>
    public RunExit Run(long limitCycle) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor) => throw new NotImplementedException();
}
