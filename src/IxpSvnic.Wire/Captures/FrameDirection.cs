namespace IxpSvnic.Wire.Captures;

/// <summary>Direction of a captured frame; the values are those of pcapng's epb_flags, bits 1–0.</summary>
public enum FrameDirection
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>Received by the tapped interface.</summary>
    Inbound = 1,

    /// <summary>Sent by the tapped interface.</summary>
    Outbound = 2,
}
