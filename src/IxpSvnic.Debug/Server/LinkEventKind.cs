namespace IxpSvnic.Debug.Server;

/// <summary>Kinds of <see cref="LinkEvent"/>.</summary>
public enum LinkEventKind
{
    Connected,
    Data,
    Disconnected,
}
