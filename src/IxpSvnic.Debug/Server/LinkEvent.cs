namespace IxpSvnic.Debug.Server;

/// <summary>What happened on the line.</summary>
/// <param name="Kind">A debugger came, spoke or went.</param>
/// <param name="Bytes">What it said.</param>
public readonly record struct LinkEvent(LinkEventKind Kind, byte[] Bytes);
