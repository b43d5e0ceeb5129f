namespace IxpSvnic.Arm.Elf;

/// <summary>A program file that cannot be loaded: the message names the file, the offset and the value found there.</summary>
public sealed class ElfFormatException : Exception
{
    public ElfFormatException(string file, long offset, string problem)
        : base($"{file}: offset 0x{offset:x}: {problem}")
    {
        Offset = offset;
    }

    /// <summary>Where in the file the wrong value lies.</summary>
    public long Offset { get; }
}
