namespace IxpSvnic.Arm.Semihosting;

/// <summary>Operation numbers of Arm semihosting 2.0, in r0 at the call.</summary>
public enum SemihostingOperation
{
    Open = 0x01,
    Close = 0x02,
    WriteCharacter = 0x03,
    WriteString = 0x04,
    Write = 0x05,
    Read = 0x06,
    ReadCharacter = 0x07,
    IsError = 0x08,
    IsTty = 0x09,
    Seek = 0x0a,
    FileLength = 0x0c,
    TemporaryName = 0x0d,
    Remove = 0x0e,
    Rename = 0x0f,
    Clock = 0x10,
    Time = 0x11,
    System = 0x12,
    ErrorNumber = 0x13,
    GetCommandLine = 0x15,
    HeapInfo = 0x16,
    Exit = 0x18,
    ExitExtended = 0x20,
    Elapsed = 0x30,
    TickFrequency = 0x31,
}
