namespace IxpSvnic.Wire.Live.Interfaces;

/// <summary>A live interface that cannot be used; the message says what to do about it.</summary>
public sealed class LiveWireException(string message, Exception? inner = null) : Exception(message, inner);
