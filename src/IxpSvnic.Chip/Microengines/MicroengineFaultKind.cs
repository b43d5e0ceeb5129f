namespace IxpSvnic.Chip.Microengines;

/// <summary>Why a microengine stopped by itself.</summary>
public enum MicroengineFaultKind : byte
{
    /// <summary>A reserved word, a word never written, or an address beyond the control store.</summary>
    IllegalInstruction,

    /// <summary>Control store parity, with checking enabled.</summary>
    ParityError,

    /// <summary>A command for a unit the chip does not have.</summary>
    UnmappedAccess,
}
