namespace IxpSvnic.Microcode.Objects;

/// <summary>A local CSR preset by the loader; the number is address / 4.</summary>
public readonly record struct InitialCsr(int Csr, uint Value);
