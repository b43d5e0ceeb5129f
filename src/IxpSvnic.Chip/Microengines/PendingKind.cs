namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// What waits in an engine's inbox: the kinds of <see cref="Interconnect.MeDeliveryKind"/>, then its neighbours'.
/// </summary>
internal enum PendingKind : byte
{
    Push,
    InputState,
    CsrWrite,
    CsrRead,
    TransferRead,
    TransferWrite,

    /// <summary>The previous engine wrote a next-neighbour register.</summary>
    NeighbourWrite,

    /// <summary>The same by the ring: its NN_PUT advances too.</summary>
    NeighbourRingWrite,

    /// <summary>NN_PUT of the previous engine.</summary>
    NeighbourPut,

    /// <summary>NN_GET of the next engine.</summary>
    NeighbourGet,

    NeighbourSignal,
}
