using IxpSvnic.Sim.State;

namespace IxpSvnic.Sim.Registers;

/// <summary>
/// Registers of one block by byte offset. A register is declared where it behaves, all 32 bits accounted for:
/// <c>bank.Add(0x80, "CH1_BYTE_COUNT", "31 END_OF_CHAIN rw; 30 DIRECTION rw; 29:24 -; 23:0 BYTES rw")</c>.
/// An access to no register reads 0, ignores the write and is counted.
/// </summary>
public sealed class RegisterBank(string name, int bytes, IRegisterOwner owner) : IStateful
{
    private readonly Register?[] _registers = new Register?[bytes / 4];
    private readonly List<Register> _all = [];

    public string Name { get; } = name;

    public int Bytes { get; } = bytes;

    public IReadOnlyList<Register> All => _all;

    /// <summary>Accesses that met no register.</summary>
    public long Unmapped { get; private set; }

    /// <summary>First touches of fields that are declared but not modelled, in order.</summary>
    public List<string> NotModelledTouches { get; } = [];

    public Register Add(int offset, string name, string fields, uint reset = 0)
    {
        if ((offset & 3) != 0 || (uint)offset >= (uint)Bytes || _registers[offset >> 2] is not null)
        {
            throw new ArgumentException($"{Name}: offset 0x{offset:x} of {name} is unaligned, outside or taken");
        }

        Register register = new(offset, name, fields, reset);
        _registers[offset >> 2] = register;
        _all.Add(register);
        return register;
    }

    public Register? At(int offset) => (uint)offset < (uint)Bytes ? _registers[offset >> 2] : null;

    public uint Read(int offset)
    {
        Register? register = At(offset);
        if (register is null)
        {
            Unmapped++;
            return 0;
        }

        owner.OnRead(register);
        return register.Value & register.ReadMask;
    }

    public void Write(int offset, uint value)
    {
        Register? register = At(offset);
        if (register is null)
        {
            Unmapped++;
            return;
        }

        if ((value & register.NotModelledMask) != 0 && !register.TouchNoted)
        {
            register.TouchNoted = true;
            NotModelledTouches.Add($"{Name}.{register.Name} bits 0x{value & register.NotModelledMask:x8}");
        }

        uint before = register.Value;
        register.Value = ((before & ~register.WriteMask) | (value & register.WriteMask)) & ~(value & register.ClearMask);
        owner.OnWrite(register, value, before);
    }

    /// <summary>All registers back to their reset values, without side effects.</summary>
    public void Reset()
    {
        foreach (Register register in _all)
        {
            register.Value = register.Reset;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        foreach (Register register in _all)
        {
            uint value = register.Value;
            visitor.Value(ref value);
            register.Value = value;
        }
    }
}
