using System.Runtime.CompilerServices;

namespace IxpSvnic.Host.Virtualization.Management;

/// <summary>The arguments of a call. Plain data.</summary>
[InlineArray(Count)]
public struct ManagementWords
{
    public const int Count = 16;

    private uint _word0;
}
