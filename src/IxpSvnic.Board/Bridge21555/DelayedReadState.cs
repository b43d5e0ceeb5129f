namespace IxpSvnic.Board.Bridge21555;

/// <summary>Where a delayed read stands.</summary>
internal enum DelayedReadState : byte
{
    Free,
    Requested,
    Ready,
}
