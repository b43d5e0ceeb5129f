using IxpSvnic.Chip.Microengines;

namespace IxpSvnic.Machine.Tests.Bench;

/// <summary>Notes when one context of an engine executes which address.</summary>
internal sealed class EngineScope(int context) : IInstructionObserver
{
    public List<(long Time, int Address)> Executed { get; } = [];

    public void OnInstruction(Microengine engine, long time, int ran, int address)
    {
        if (ran == context)
        {
            Executed.Add((time, address));
        }
    }
}
