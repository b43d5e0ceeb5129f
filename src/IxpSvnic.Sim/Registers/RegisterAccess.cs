namespace IxpSvnic.Sim.Registers;

/// <summary>How a field answers reads and writes.</summary>
public enum RegisterAccess
{
    /// <summary>Keeps what is written (<c>rw</c>).</summary>
    ReadWrite,

    /// <summary>Set by the block only (<c>ro</c>).</summary>
    ReadOnly,

    /// <summary>Acts when written, reads 0 (<c>wo</c>).</summary>
    WriteOnly,

    /// <summary>Writing 1 clears (<c>w1c</c>).</summary>
    WriteOneClears,

    /// <summary>Reads 0, ignores writes (<c>-</c>).</summary>
    Reserved,

    /// <summary>Keeps what is written but has no effect; noted on first touch (<c>nm</c>).</summary>
    NotModelled,
}
