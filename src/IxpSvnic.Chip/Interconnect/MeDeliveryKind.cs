namespace IxpSvnic.Chip.Interconnect;

/// <summary>What a <see cref="MeDelivery"/> does.</summary>
public enum MeDeliveryKind : byte
{
    /// <summary>Data into in-registers, then signals.</summary>
    Push,

    /// <summary>Data[0] becomes input state number Argument (0 or 1) for br_inp_state.</summary>
    InputState,

    /// <summary>Writes Data[0] to local CSR number Argument from outside (CAP).</summary>
    CsrWrite,

    /// <summary>Reads local CSR number Argument; the answer leaves as a reply for the pool slot in Data[0].</summary>
    CsrRead,

    /// <summary>Reads Count out-registers from Register (reflector); the answer leaves as a reply for pool slot Argument.</summary>
    TransferRead,

    /// <summary>Writes Count in-registers from Register without a signal (reflector write).</summary>
    TransferWrite,
}
