// What the Swift back end should emit, written by hand: see SampleModelTests and
// scripts/check-sample-model.

public import EctypeRuntime
public import Foundation

/// Generated code names the runtime's format once a file.
private typealias Format = EctypeRuntimeFormat2

public nonisolated enum Blog {}

extension Blog {
  public nonisolated struct Tag: Codable, FieldMapped, Hashable, Identifiable, Sendable {
    public typealias ID = Identifier<Tag, UUID>

    public var id: ID
    public var name: String
    public var posts: Assoc<[Post]>

    public init(id: ID, name: String, posts: Assoc<[Post]> = .notLoaded) {
      self.id = id
      self.name = name
      self.posts = posts
    }

    public static let fieldMap: FieldMap<Self> = {
      var fields = FieldMap<Self>()
      fields.value("id", \.id)
      fields.value("name", \.name)
      fields.association("posts", \.posts)
      return fields
    }()

    public init(from decoder: any Decoder) throws {
      let fields = try DecodedFields(decoder)
      id = try fields.value("id")
      name = try fields.value("name")
      posts = try fields.association("posts")
    }
  }
}

extension Blog {
  /// What a reader sees.
  public nonisolated struct Post: Codable, FieldMapped, Hashable, Identifiable, Sendable {
    public typealias ID = Identifier<Post, Int>

    public var id: ID
    public var title: String
    public var body: String?
    public var status: Status
    public var price: DecimalString
    public var rating: Double?
    public var labels: [String]
    public var meta: JSONObject?
    public var publishedOn: LocalDate?
    public var opensAt: LocalTime?
    public var insertedAt: NaiveDateTime
    public var updatedAt: UTCDateTime
    public var parent: Assoc<Post?>
    public var tags: Assoc<[Tag]>

    public init(
      id: ID,
      title: String,
      body: String? = nil,
      status: Status = .draft,
      price: DecimalString,
      rating: Double? = nil,
      labels: [String] = [],
      meta: JSONObject? = nil,
      publishedOn: LocalDate? = nil,
      opensAt: LocalTime? = nil,
      insertedAt: NaiveDateTime,
      updatedAt: UTCDateTime,
      parent: Assoc<Post?> = .notLoaded,
      tags: Assoc<[Tag]> = .notLoaded
    ) {
      self.id = id
      self.title = title
      self.body = body
      self.status = status
      self.price = price
      self.rating = rating
      self.labels = labels
      self.meta = meta
      self.publishedOn = publishedOn
      self.opensAt = opensAt
      self.insertedAt = insertedAt
      self.updatedAt = updatedAt
      self.parent = parent
      self.tags = tags
    }

    public static let fieldMap: FieldMap<Self> = {
      var fields = FieldMap<Self>()
      fields.value("id", \.id)
      fields.value("title", \.title)
      fields.optional("body", \.body)
      fields.value("status", \.status)
      fields.value("price", \.price)
      fields.optional("rating", \.rating)
      fields.value("labels", \.labels)
      fields.optional("meta", \.meta)
      fields.optional("published_on", \.publishedOn)
      fields.optional("opens_at", \.opensAt)
      fields.value("inserted_at", \.insertedAt)
      fields.value("updated_at", \.updatedAt)
      fields.association("parent", \.parent)
      fields.association("tags", \.tags)
      return fields
    }()

    public init(from decoder: any Decoder) throws {
      let fields = try DecodedFields(decoder)
      id = try fields.value("id")
      title = try fields.value("title")
      body = try fields.optional("body")
      status = try fields.value("status")
      price = try fields.value("price")
      rating = try fields.optional("rating")
      labels = try fields.value("labels")
      meta = try fields.optional("meta")
      publishedOn = try fields.optional("published_on")
      opensAt = try fields.optional("opens_at")
      insertedAt = try fields.value("inserted_at")
      updatedAt = try fields.value("updated_at")
      parent = try fields.association("parent")
      tags = try fields.association("tags")
    }
  }
}

extension Blog.Post {
  public nonisolated enum Status: OpenEnum {
    case draft
    case published
    case archived
    /// A value this version of the app does not know.
    case unknown(String)

    public static let allCases: [Self] = [.draft, .published, .archived]

    public var rawValue: String {
      switch self {
      case .draft: "draft"
      case .published: "published"
      case .archived: "archived"
      case .unknown(let value): value
      }
    }
  }
}

extension Blog.Post: EctypeModel {
  public nonisolated enum Field: String, SchemaField {
    case id
    case title
    case body
    case status
    case price
    case rating
    case labels
    case meta
    case publishedOn = "published_on"
    case opensAt = "opens_at"
    case secret
    case insertedAt = "inserted_at"
    case updatedAt = "updated_at"
  }

  public static nonisolated func ectoType(of field: Field) -> EctoType {
    switch field {
    case .id: .id
    case .title: .string
    case .body: .string
    case .status: .enumeration(["draft": "draft", "published": "published", "archived": "old"])
    case .price: .decimal
    case .rating: .float
    case .labels: .array(.string)
    case .meta: .map
    case .publishedOn: .date
    case .opensAt: .time
    case .secret: .string
    case .insertedAt: .naiveDateTime
    case .updatedAt: .utcDateTimeUsec
    }
  }

  public static nonisolated func defaultValue(of field: Field) -> CastValue {
    switch field {
    case .status: .atom("draft")
    case .labels: []
    default: .null
    }
  }


  /// What `changeset` takes when a post is created.
  public nonisolated struct Create: ChangesetPayload {
    public var title: String
    public var body: String?
    public var status: Status?
    public var price: DecimalString?
    public var publishedOn: LocalDate?
    public var secret: String?

    public init(
      title: String,
      body: String? = nil,
      status: Status? = nil,
      price: DecimalString? = nil,
      publishedOn: LocalDate? = nil,
      secret: String? = nil
    ) {
      self.title = title
      self.body = body
      self.status = status
      self.price = price
      self.publishedOn = publishedOn
      self.secret = secret
    }

    public func encodeFields(to fields: inout EncodedFields) {
      fields.encode("title", title)
      fields.encode("body", body)
      fields.encode("status", status)
      fields.encode("price", price)
      fields.encode("published_on", publishedOn)
      fields.encode("secret", secret)
    }
  }

  /// What `changeset` takes when a post is updated: `.keep` is left out, `.clear` is null.
  public nonisolated struct Update: ChangesetPayload {
    public var title: Patch<String>
    public var body: Patch<String>
    public var status: Patch<Status>
    public var publishedOn: Patch<LocalDate>

    public init(
      title: Patch<String> = .keep,
      body: Patch<String> = .keep,
      status: Patch<Status> = .keep,
      publishedOn: Patch<LocalDate> = .keep
    ) {
      self.title = title
      self.body = body
      self.status = status
      self.publishedOn = publishedOn
    }

    public func encodeFields(to fields: inout EncodedFields) {
      fields.encode("title", title)
      fields.encode("body", body)
      fields.encode("status", status)
      fields.encode("published_on", publishedOn)
    }
  }

  /// Server only: `unique_constraint(:title)`.
  public static nonisolated func changeset(
    _ post: Self? = nil, params: JSONObject
  ) -> Changeset<Self> {
    Changeset(post, params: params)
      .cast([.title, .body, .status, .price, .rating, .labels, .publishedOn, .secret])
      .validateRequired([.title, .price])
      .validateLength(.title, min: 3, max: 100)
      .validateFormat(.title, Pattern("^[A-Z]"))
      .validateNumber(.price, .greaterThan(0), .lessThanOrEqualTo(.decimal("999.99")))
      .validateInclusion(.status, [.atom("draft"), .atom("published")], message: "not yet")
      .validateConfirmation(.secret, required: true)
      .pricing()
      .deferred("unique_constraint(:title)")
  }
}

extension Changeset<Blog.Post> {
  /// A changeset function of its own becomes a step.
  public nonisolated func pricing() -> Self {
    validateExclusion(.rating, [0.0, 1.0])
  }
}
