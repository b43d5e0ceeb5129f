namespace IxpSvnic.Microcode.Instructions;

/// <summary>How an instruction costs time besides its own issue cycle; a branch's stage is in the decoded word.</summary>
public enum TimingClass : byte
{
    /// <summary>One cycle.</summary>
    Normal,

    /// <summary>Taken: stage + 2 lost cycles, less the filled defer slots.</summary>
    Branch,

    /// <summary><c>ctx_arb</c>: gives up the engine.</summary>
    ContextSwap,

    /// <summary>Goes to the command FIFO; swaps when <c>ctx_swap</c> is given.</summary>
    Command,

    /// <summary><c>local_csr_rd</c>: the value rides on the next instruction.</summary>
    LocalCsrRead,

    /// <summary><c>local_csr_wr</c>: visible after a write-to-use distance.</summary>
    LocalCsrWrite,

    /// <summary>CAM operations; <c>cam_lookup</c> may set a local memory pointer late.</summary>
    Cam,

    /// <summary>CRC operations.</summary>
    Crc,

    /// <summary>Multiplier steps.</summary>
    Multiply,
}
