using IxpSvnic.Sim.Events;

namespace IxpSvnic.Machine.Tests.Bench;

/// <summary>Does something to a machine at a tick.</summary>
internal sealed class Once(Action action) : IEventTarget
{
    public static void At(SvNicMachine machine, long tick, Action action) =>
        machine.Events.Schedule(tick, machine.Events.Register(new Once(action)), 0);

    public void Handle(in SimEvent e) => action();
}
