namespace IxpSvnic.Machine.Replay;

/// <summary>What runs in the guests of a replay.</summary>
public enum GuestKind
{
    /// <summary>Consumes everything.</summary>
    Sink,

    /// <summary>Answers unicast frames for its own MAC with the addresses swapped.</summary>
    Echo,

    /// <summary>Sends the frames of a capture; consumes what comes.</summary>
    Player,
}
