using IxpSvnic.Debug.Protocol;
using IxpSvnic.Debug.Targets;

namespace IxpSvnic.Debug.Tests.Fakes;

/// <summary>A run that only remembers what it was told.</summary>
internal sealed class FakeRun : IRunControl
{
    public List<string> Told { get; } = [];

    public bool IsRunning { get; set; }

    public StopEvent LastStop { get; set; } = StopEvent.Step;

    public void Resume(bool single)
    {
        Told.Add(single ? "step" : "continue");
        IsRunning = true;
    }

    public void Interrupt() => Told.Add("interrupt");

    public void Detach() => Told.Add("detach");

    public void Kill() => Told.Add("kill");
}
