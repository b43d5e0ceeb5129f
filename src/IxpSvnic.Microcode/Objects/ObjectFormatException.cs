namespace IxpSvnic.Microcode.Objects;

/// <summary>An object file that cannot be read or written; the message names file, place and value.</summary>
public sealed class ObjectFormatException : FormatException
{
    public ObjectFormatException()
    {
    }

    public ObjectFormatException(string message)
        : base(message)
    {
    }

    public ObjectFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
