namespace IxpSvnic.Sim.Queues;

/// <summary>A queue that can be asked how it has been.</summary>
public interface IQueueProbe
{
    /// <summary>Hierarchical name, as <c>sram0.inlet</c>.</summary>
    string Name { get; }

    int Capacity { get; }

    ref readonly QueueStatistics Statistics { get; }
}
