namespace IxpSvnic.Chip.Microengines;

/// <summary>Local CSR numbers (address / 4), reference section 1.9.</summary>
public static class LocalCsr
{
    public const int UstoreAddress = 0x000 / 4;

    public const int UstoreDataLower = 0x004 / 4;

    public const int UstoreDataUpper = 0x008 / 4;

    public const int UstoreErrorStatus = 0x00c / 4;

    public const int AluOut = 0x010 / 4;

    public const int CtxArbCntl = 0x014 / 4;

    public const int CtxEnables = 0x018 / 4;

    public const int CcEnable = 0x01c / 4;

    public const int CsrCtxPointer = 0x020 / 4;

    public const int IndirectCtxSts = 0x040 / 4;

    public const int ActiveCtxSts = 0x044 / 4;

    public const int IndirectCtxSigEvents = 0x048 / 4;

    public const int ActiveCtxSigEvents = 0x04c / 4;

    public const int IndirectCtxWakeupEvents = 0x050 / 4;

    public const int ActiveCtxWakeupEvents = 0x054 / 4;

    public const int IndirectCtxFutureCount = 0x058 / 4;

    public const int ActiveCtxFutureCount = 0x05c / 4;

    public const int IndirectLmAddr0 = 0x060 / 4;

    public const int ActiveLmAddr0 = 0x064 / 4;

    public const int IndirectLmAddr1 = 0x068 / 4;

    public const int ActiveLmAddr1 = 0x06c / 4;

    public const int ByteIndex = 0x070 / 4;

    public const int TIndex = 0x074 / 4;

    public const int IndirectFutureCountSignal = 0x078 / 4;

    public const int ActiveFutureCountSignal = 0x07c / 4;

    public const int NnPut = 0x080 / 4;

    public const int NnGet = 0x084 / 4;

    public const int TimestampLow = 0x0c0 / 4;

    public const int TimestampHigh = 0x0c4 / 4;

    public const int IndirectLmAddr0ByteIndex = 0x0e0 / 4;

    public const int ActiveLmAddr0ByteIndex = 0x0e4 / 4;

    public const int IndirectLmAddr1ByteIndex = 0x0e8 / 4;

    public const int ActiveLmAddr1ByteIndex = 0x0ec / 4;

    public const int TIndexByteIndex = 0x0f4 / 4;

    public const int NextNeighbourSignal = 0x100 / 4;

    public const int PrevNeighbourSignal = 0x104 / 4;

    public const int SameMeSignal = 0x108 / 4;

    public const int CrcRemainder = 0x140 / 4;

    public const int ProfileCount = 0x144 / 4;

    public const int PseudoRandomNumber = 0x148 / 4;

    public const int LocalCsrStatus = 0x180 / 4;

    /// <summary>
    /// Not a register of the engine: MISC_CONTROL[7] of the chip, brought by a CsrWrite delivery. Data 1 starts the
    /// timestamp, 0 stops it.
    /// </summary>
    public const int TimestampEnable = 0x1000;

    /// <summary>Pseudo CSR: the engine's bit in IXP_RESET_1; a one resets it.</summary>
    public const int Reset = 0x1001;
}
