namespace IxpSvnic.Chip.Interconnect;

/// <summary>A microengine's command FIFO as the command bus sees it.</summary>
public interface ICommandSource
{
    /// <summary>Commands that have reached the bus and wait for a grant.</summary>
    int Waiting { get; }

    /// <summary>The oldest waiting command.</summary>
    ref readonly MeCommand Head { get; }

    /// <summary>The oldest waiting command is granted at a tick and leaves.</summary>
    void Grant(long time);
}
