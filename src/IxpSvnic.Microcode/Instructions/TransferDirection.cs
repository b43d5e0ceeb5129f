namespace IxpSvnic.Microcode.Instructions;

/// <summary>Which transfer register files a command uses.</summary>
public enum TransferDirection : byte
{
    /// <summary>The command moves no transfer register.</summary>
    None,

    /// <summary>The target pushes into in-registers.</summary>
    Read,

    /// <summary>The target pulls from out-registers.</summary>
    Write,

    /// <summary>Pulls out-registers, then pushes into the in-registers of the same numbers.</summary>
    ReadWrite,
}
