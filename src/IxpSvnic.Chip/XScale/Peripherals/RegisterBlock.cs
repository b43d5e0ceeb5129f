using IxpSvnic.Pci.Registers;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>A peripheral of 32-bit registers. A narrower access takes or writes the lanes of the word that it names.</summary>
public abstract class RegisterBlock : IPeripheral, IRegisterOwner, IStateful
{
    private protected RegisterBlock(string name, int bytes) => Registers = new RegisterBank(name, bytes, this);

    public RegisterBank Registers { get; }

    /// <inheritdoc/>
    public uint Read(in PeripheralAccess access) =>
        Registers.Read((int)(access.Offset & ~3u)) >> Shift(in access) & Mask(in access);

    /// <inheritdoc/>
    public void Write(in PeripheralAccess access, uint value)
    {
        int shift = Shift(in access);
        Registers.WriteLanes((int)(access.Offset & ~3u), value << shift, Mask(in access) << shift);
    }

    /// <inheritdoc/>
    public virtual void OnRead(Register register)
    {
    }

    /// <inheritdoc/>
    public abstract void OnWrite(Register register, uint written, uint before);

    /// <inheritdoc/>
    public virtual void Sync(StateVisitor visitor)
    {
        visitor.Section(Registers.Name);
        visitor.Visit(Registers);
    }

    private static int Shift(in PeripheralAccess access) => 8 * (int)(access.Offset & 3);

    private static uint Mask(in PeripheralAccess access) => uint.MaxValue >> (32 - (8 * access.Bytes));
}
