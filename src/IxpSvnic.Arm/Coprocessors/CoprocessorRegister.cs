namespace IxpSvnic.Arm.Coprocessors;

/// <summary>The register that an MCR or MRC names.</summary>
public readonly record struct CoprocessorRegister(byte Number, byte Opcode1, byte Crn, byte Crm, byte Opcode2);
