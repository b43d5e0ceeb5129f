using System.Runtime.InteropServices;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Memory;

/// <summary>Zeroed native memory at a fixed address, so that filters may point into it.</summary>
public sealed unsafe class NativeBlock : IStateful, IDisposable
{
    private byte* _pointer;

    public NativeBlock(int length)
    {
        Length = length;
        _pointer = (byte*)NativeMemory.AlignedAlloc((nuint)length, 64);
        Span.Clear();
    }

    ~NativeBlock() => Release();

    public int Length { get; }

    public byte* Pointer => _pointer;

    public Span<byte> Span => new(_pointer, Length);

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor) => visitor.Block(Span);

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}
