using System.Runtime.CompilerServices;

namespace IxpSvnic.Host.Vm;

/// <summary>A posted write of up to 64 bytes that does not cross a 64-byte boundary.</summary>
internal struct PostedLine
{
    public const int MaxBytes = 64;

    public uint Address;

    public int Length;

    public Payload Data;

    [InlineArray(MaxBytes)]
    public struct Payload
    {
        private byte _first;
    }
}
