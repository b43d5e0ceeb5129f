namespace IxpSvnic.Chip.Shac.HashUnit;

/// <summary>Operand widths of the hash unit.</summary>
public enum HashWidth : byte
{
    Bits48,
    Bits64,
    Bits128,
}
