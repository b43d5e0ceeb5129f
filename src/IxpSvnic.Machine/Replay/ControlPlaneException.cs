namespace IxpSvnic.Machine.Replay;

/// <summary>The card's control plane did not come up, or refused a VIF: the message says what it said.</summary>
public sealed class ControlPlaneException(string message) : Exception(message);
