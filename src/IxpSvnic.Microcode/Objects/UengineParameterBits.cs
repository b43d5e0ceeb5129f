namespace IxpSvnic.Microcode.Objects;

/// <summary>Mode bits of a program, in their CTX_ENABLES places (Linux's uengine_parameters).</summary>
public static class UengineParameterBits
{
    public const uint FourContexts = 0x8000_0000;

    public const uint PrnEveryCycle = 0x4000_0000;

    public const uint NextNeighbourSelf = 0x0010_0000;

    public const int EmptyThresholdShift = 18;

    public const uint EmptyThresholdMask = 0x000c_0000;

    public const uint LmAddr1Global = 0x0002_0000;

    public const uint LmAddr0Global = 0x0001_0000;
}
