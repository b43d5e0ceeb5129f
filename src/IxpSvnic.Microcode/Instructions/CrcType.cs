namespace IxpSvnic.Microcode.Instructions;

/// <summary>Polynomial selected by a crc instruction; the values are the encoded ones (1 and 3 are reserved).</summary>
public enum CrcType : byte
{
    None = 0,
    Ccitt = 2,
    Crc32 = 4,
    Iscsi = 5,
    Crc10 = 6,
    Crc5 = 7,
}
