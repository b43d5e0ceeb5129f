namespace IxpSvnic.Sim.Events;

/// <summary>A block that events are addressed to.</summary>
public interface IEventTarget
{
    /// <summary>Called once, at the event's time, in (time, priority, sequence) order.</summary>
    void Handle(in SimEvent e);
}
