namespace IxpSvnic.Machine.Replay;

/// <summary>A replay cannot start as asked: the message names the option and its value.</summary>
public sealed class ReplayOptionException(string message) : Exception(message);
