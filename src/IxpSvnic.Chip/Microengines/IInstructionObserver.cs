namespace IxpSvnic.Chip.Microengines;

/// <summary>Sees every instruction of an engine before it executes. Observes only; slows the engine down.</summary>
public interface IInstructionObserver
{
    void OnInstruction(Microengine engine, long time, int context, int address);
}
