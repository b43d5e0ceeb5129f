namespace IxpSvnic.Microcode.Instructions;

/// <summary>Bytes of the data word that a crc instruction feeds; the values are the encoded ones (7 is reserved).</summary>
public enum CrcBytes : byte
{
    Bytes0To3 = 0,
    Bytes1To3 = 1,
    Bytes2To3 = 2,
    Byte3 = 3,
    Bytes0To2 = 4,
    Bytes0To1 = 5,
    Byte0 = 6,
}
