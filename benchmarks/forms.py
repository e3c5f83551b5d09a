"""The two forms that are measured, for Ectype and for the generators beside it.

Plain: 10 fields and 2 relations. Full: also a changeset of 8 steps, a migration and a context of 6 functions.
Distinct: the plain form, with fields that no two entities have alike.
An entity's parent is the next one, so its children are those of the one before.
"""
import re


def plain(i, n):
    return f"""/// Entity {i}.
@schema("entities_{i}")
struct Entity{i} {{
  var name: String
  var title: String?
  var count: Int = 0
  var price: Decimal
  var active: Bool = true
  var score: Double?
  var bornOn: Date?
  var seenAt: DateTime?
  var token: UUID
  var note: String?
  @belongsTo var parent: Entity{(i + 1) % n}?
  @hasMany(foreignKey: .parentId) var children: [Entity{(i + n - 1) % n}]
}}

"""


def distinct(i, n):
    lines = plain(i, n).split("\n")
    return "\n".join(re.sub(r"^  var (\w+)", rf"  var \g<1>{i}", line) for line in lines)


def full(i, n):
    return f"""/// Entity {i}.
@schema("entities_{i}")
struct Entity{i} {{
  var name: String
  var title: String?
  var count: Int = 0
  var price: Decimal
  var active: Bool = true
  var score: Double?
  var bornOn: Date?
  var seenAt: DateTime?
  var token: UUID
  var note: String?
  @belongsTo var parent: Entity{(i + 1) % n}?
  @hasMany(foreignKey: .parentId) var children: [Entity{(i + n - 1) % n}]

  @changeset
  func changeset(params: Params) -> Changeset<Self> {{
    self
      |> cast(params, [.name, .title, .count, .price, .active, .token, .note, .parentId])
      |> validateRequired([.name, .price])
      |> validateLength(.name, min: 2, max: 80)
      |> validateFormat(.title, ~r/\\A[A-Z]/)
      |> validateNumber(.count, greaterThanOrEqualTo: 0)
      |> validateExclusion(.name, ["admin", "root"])
      |> uniqueConstraint(.token)
      |> foreignKeyConstraint(.parentId)
  }}
}}

@migration("create_entities_{i}", version: {20260101000000 + i})
class CreateEntities{i} {{
  static func change() {{
    createTable("entities_{i}") {{ t in
      t.addColumn("name", .string, null: false)
      t.addColumn("title", .string)
      t.addColumn("count", .integer, null: false, default: 0)
      t.addColumn("price", .decimal, null: false)
      t.addColumn("active", .boolean, null: false, default: true)
      t.addColumn("score", .float)
      t.addColumn("born_on", .date)
      t.addColumn("seen_at", .utcDatetime)
      t.addColumn("token", .uuid, null: false)
      t.addColumn("note", .string)
      t.addColumn("parent_id", .bigint)
    }}
    createIndex("entities_{i}", ["token"], unique: true)
    createIndex("entities_{i}", ["parent_id"])
  }}
}}

/// What is done with entity {i}.
@context
class Entities{i} {{
  static func list(minimum: Int) -> [Entity{i}] {{
    return Repo.all(from(e in Entity{i}, where: e.count >= ^minimum, orderBy: [asc: e.name]))
  }}

  static func active() -> [Entity{i}] {{
    return Repo.all(from(e in Entity{i}, where: e.active == true))
  }}

  static func fetch(id: Int) -> Entity{i}? {{
    return Repo.get(Entity{i}, id)
  }}

  static func create(attrs: Params<Entity{i}>) -> Result<Entity{i}, Changeset<Entity{i}>> {{
    return Entity{i}() |> Entity{i}.changeset(attrs) |> Repo.insert()
  }}

  static func change(entity: Entity{i}, attrs: Params<Entity{i}>) -> Result<Entity{i}, Changeset<Entity{i}>> {{
    return entity |> Entity{i}.changeset(attrs) |> Repo.update()
  }}

  static func remove(entity: Entity{i}) -> Result<Entity{i}, Changeset<Entity{i}>> {{
    return Repo.delete(entity)
  }}
}}

"""


def wide(i, n):
    """More than most models have, for what generated Swift costs to compile."""
    return f"""/// Entity {i}.
@schema("entities_{i}")
struct Entity{i} {{
  enum Status: String {{ case draft, published, archived }}

  var name: String
  var title: String?
  var email: String
  var status: Status = .draft
  var count: Int = 0
  var price: Decimal
  var active: Bool = true
  var score: Double?
  var bornOn: Date?
  var seenAt: DateTime?
  var token: UUID
  var tags: [String] = []
  @belongsTo(foreignKey: .parentId) var parent: Entity{(i + 1) % n}?
  @hasMany(foreignKey: .parentId) var children: [Entity{(i + n - 1) % n}]
  #timestamps

  @changeset
  func changeset(params: Params) -> Changeset<Self> {{
    self
      |> cast(params, [.name, .title, .email, .status, .count, .price, .active, .score, .bornOn, .seenAt, .tags])
      |> validateRequired([.name, .email, .price])
      |> validateLength(.name, min: 2, max: 80)
      |> validateFormat(.email, ~r/^[^@ ]+@[^@ ]+$/)
      |> validateNumber(.price, greaterThan: 0)
      |> validateInclusion(.status, [.draft, .published])
      |> uniqueConstraint(.email)
  }}
}}

"""


REPOSITORY = "@repository(otpApp: .bench, adapter: .postgres)\nclass Repo {}\n"


def flatbuffers(i, n):
    return f"""/// Entity {i}.
table Entity{i} {{
  name:string;
  title:string;
  count:int = 0;
  price:string;
  active:bool = true;
  score:double;
  born_on:string;
  seen_at:string;
  token:string;
  note:string;
  parent:Entity{(i + 1) % n};
  children:[Entity{(i + n - 1) % n}];
}}

"""


def thrift(i, n):
    # Thrift's structs cannot hold one that is declared later, except as optional fields.
    return f"""/** Entity {i}. */
struct Entity{i} {{
  1: required string name
  2: optional string title
  3: required i64 count = 0
  4: required string price
  5: required bool active = true
  6: optional double score
  7: optional string bornOn
  8: optional string seenAt
  9: required string token
  10: optional string note
  11: optional Entity{(i + 1) % n} parent
  12: optional list<Entity{(i + n - 1) % n}> children
}}

"""


def protobuf(i, n):
    return f"""// Entity {i}.
message Entity{i} {{
  string name = 1;
  optional string title = 2;
  int64 count = 3;
  string price = 4;
  bool active = 5;
  optional double score = 6;
  optional string born_on = 7;
  optional string seen_at = 8;
  string token = 9;
  optional string note = 10;
  optional Entity{(i + 1) % n} parent = 11;
  repeated Entity{(i + n - 1) % n} children = 12;
}}

"""
