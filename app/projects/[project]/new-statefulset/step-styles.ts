// A step that the server has drawn is seen before its code comes: all of their styles come with the form.
import './fields/Columns.module.css'
import './fields/FieldGroup.module.css'
import './fields/Fold.module.css'
import './fields/ItemList.module.css'
import './steps/Mounts.module.css'
import './steps/Review.module.css'
