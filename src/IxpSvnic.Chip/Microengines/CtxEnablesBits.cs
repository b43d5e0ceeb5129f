namespace IxpSvnic.Chip.Microengines;

/// <summary>Bits of CTX_ENABLES, reference section 1.9.</summary>
public static class CtxEnablesBits
{
    public const uint FourContexts = 0x8000_0000;

    public const uint PrnEveryCycle = 0x4000_0000;

    public const uint ParityError = 0x2000_0000;

    public const uint ParityEnable = 0x1000_0000;

    public const uint Breakpoint = 0x0800_0000;

    /// <summary>Why an engine asks for the XScale's attention.</summary>
    public const uint Attention = Breakpoint | ParityError;

    public const uint NnSelf = 0x0010_0000;

    public const int NnThresholdShift = 18;

    public const uint Lm1Global = 0x0002_0000;

    public const uint Lm0Global = 0x0001_0000;

    public const int ContextShift = 8;

    public const uint Contexts = 0x0000_ff00;
}
