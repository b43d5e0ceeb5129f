namespace IxpSvnic.Arm.Memory;

/// <summary>Values of the fault status register: bits 10 and 3:0; the domain goes into bits 7:4 (IXP42X manual p155-156).</summary>
internal static class FaultStatus
{
    public const uint Alignment = 0x001;
    public const uint TranslationSection = 0x005;
    public const uint TranslationPage = 0x007;
    public const uint DomainSection = 0x009;
    public const uint DomainPage = 0x00b;
    public const uint ExternalAbortFirstLevel = 0x00c;
    public const uint PermissionSection = 0x00d;
    public const uint ExternalAbortSecondLevel = 0x00e;
    public const uint PermissionPage = 0x00f;

    /// <summary>Any translation, domain or permission fault of a fetch.</summary>
    public const uint InstructionMmu = 0x400;

    /// <summary>A lock operation that could not translate or read.</summary>
    public const uint Lock = 0x404;

    /// <summary>Imprecise external data abort, or an external abort of a fetch.</summary>
    public const uint External = 0x406;
}
