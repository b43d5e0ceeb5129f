namespace IxpSvnic.Debug.Protocol;

/// <summary>What a byte from the debugger completes.</summary>
public enum LineEvent
{
    None,

    /// <summary>A packet whose sum is right.</summary>
    Packet,

    /// <summary>A packet whose sum is wrong, or no sum.</summary>
    BadSum,

    /// <summary>A whole packet that was longer than agreed; what did not fit is lost.</summary>
    Overlong,

    /// <summary><c>-</c>: the last packet did not arrive well.</summary>
    Refusal,

    /// <summary>Byte 03h outside packets: stop the program.</summary>
    Interrupt,
}
