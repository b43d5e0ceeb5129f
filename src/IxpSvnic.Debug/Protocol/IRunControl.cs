using IxpSvnic.Debug.Targets;

namespace IxpSvnic.Debug.Protocol;

/// <summary>What a debugger's packets do to the run.</summary>
public interface IRunControl
{
    bool IsRunning { get; }

    StopEvent LastStop { get; }

    void Resume(bool single);

    /// <summary>Stops the program after the instruction in hand, which is reported.</summary>
    void Interrupt();

    /// <summary>The program runs on without a debugger.</summary>
    void Detach();

    /// <summary>The run ends.</summary>
    void Kill();
}
